using Bdlm.Backend;
using Bdlm.Data;
using Bdlm.Graph;
using Bdlm.Graphs;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Sharing;
using Bdlm.Tokens;
using static TorchSharp.torch;

namespace Bdlm.Pages;

/// <summary>The code of docs/laptop-to-gpu.md.</summary>
internal static class DeviceExample
{
    public static bool Make(string name, LlamaConfig config, TrainView train)
    {
        Device device = TorchBackend.OpenDevice(name); // "cpu", "cuda", "cuda:1"; says what is wrong where it is not there

        LlamaForCausalLM llama = LlamaForCausalLM.Create(config, seed: 1, device);
        using LightGcn recommender = LightGcn.Create(new LightGcnOptions { Dim = config.HiddenSize }, InteractionGraph.FromTrain(train), seed: 1, device);
        using var sharing = new InformationSharingModule(train.UserCount, train.ItemCount, config.HiddenSize, device: device);
        var vocabulary = new EntityVocabulary(config.VocabularySize, train.UserCount, train.ItemCount);
        using MixedLanguageModel language = MixedLanguageModel.Create(llama, vocabulary, options: null, seed: 1); // on the backbone's device

        llama.MixedPrecision = true;         // linear maps multiply in bfloat16
        llama.ActivationCheckpointing = true; // layers keep their input only
        return language.Embedding.Items.device_type == device.type;
    }
}
