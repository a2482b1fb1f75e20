using Bdlm.Testing.Language;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Mistakes in what a model registers, keeps, frees and refuses.</summary>
internal static class BrokenOwners
{
    public static IReadOnlyList<BrokenPort> All { get; } =
    [
        BrokenPort.Of("a table that is not registered", sound => new AdjustedModel(sound) { Words = Free(sound.WordEmbeddings.detach().clone()) }, "TablesAreParameters", "GradientReachesEveryParameter", "OtherTypesAgree"),
        BrokenPort.Of("a table that is copied at each call", sound => new AdjustedModel(sound) { CopiesRows = true }, "TablesAreParameters", "GradientReachesEveryParameter"),
        BrokenPort.Of("a table that is transposed", sound => new AdjustedModel(sound) { Words = sound.WordEmbeddings.t() }, "TablesHaveStatedShapes", "TablesAreParameters"),
        BrokenPort.Of("a module that holds nothing", sound => new AdjustedModel(sound) { OtherModule = new Hollow() }, "TablesAreParameters", "ParametersAreInStateDict", "StateDictRestoresTheModel", "OtherTypesAgree"),
        BrokenPort.Of("a parameter that is not used", WithUnused, "GradientReachesEveryParameter"),
        BrokenPort.Of("a weight that is not registered", WithHiddenWeight, "StateDictRestoresTheModel"),
        BrokenPort.Of("parameters that die with the scope of creation", WithScopedWeight, "WeightsOutliveTheScopeOfCreation"),
        BrokenPort.Of("a batch norm with running statistics", WithBatchNorm, "TrainingModeKeepsSequencesApart", "TrainingLeavesEvaluationUnchanged"),
        BrokenPort.Of("a stated MaxLength beyond the tables", sound => new AdjustedModel(sound) { LongestStated = 80 }, "LongestSequenceIsEncoded"),
        BrokenPort.InEncode("dropout in evaluation", (model, x, mask) => model.Sound.Encode(nn.functional.dropout(x, 0.1, training: true), mask), "EvaluationIsRepeatable"),
        BrokenPort.Of(
            "drops values in training and says that it does not",
            sound => new AdjustedModel(sound) { HasDropout = false, Encoder = HalvedInTraining },
            "DropoutIsTold"),
        BrokenPort.InRawEncode("changes the mode", (model, x, mask) => ChangeMode(model, x, mask), "EncodeKeepsMode"),
        BrokenPort.InRawEncode("keeps its intermediate tensors", (model, x, mask) => Leak(model, x, mask), "CallsLeakNoTensor"),
        BrokenPort.InRawEncode("writes into the tensor that it gave before", (model, x, mask) => Keep(model, x, mask), "ResultBelongsToCaller"),
        BrokenPort.InRawEncode("takes its result out of every scope", (model, x, mask) => Free(model.Sound.Encode(x, mask)), "ResultBelongsToCaller", "CallsLeakNoTensor"),
        BrokenPort.InEncode("changes its input", (model, x, mask) => model.Sound.Encode(x.requires_grad ? x * 1.001 : x.mul_(1.001), mask), "InputsAreLeftAlone"),
        BrokenPort.InEncode("accepts too long sequences", (model, x, mask) => model.Sound.Encode(x.narrow(1, 0, Math.Min(x.shape[1], 64)), x.shape[1] > 64 ? mask.narrow(1, 0, 64) : mask), "TooLongIsRefused"),
        BrokenPort.InEncode("repairs a mask that does not fit", (model, x, mask) => model.Sound.Encode(x, mask.shape[0] == x.shape[0] ? mask : mask.expand(x.shape[0], -1)), "WrongShapesAreRefused"),
        BrokenPort.InEncode("throws no ArgumentException", Unchecked, "WrongShapesAreRefused", "TooLongIsRefused"),
    ];

    private static Tensor HalvedInTraining(AdjustedModel model, Tensor x, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return model.Sound.Encode(model.Sound.training ? x * 0.5 : x, mask).MoveToOuterDisposeScope();
    }

    private static Tensor Free(Tensor tensor) => tensor.DetachFromDisposeScope();

    private static AdjustedModel WithUnused(TinyCausalLanguageModel sound)
    {
        sound.register_parameter("unused", (Parameter)Free(new Parameter(ones(3))));
        return new AdjustedModel(sound);
    }

    private static AdjustedModel WithHiddenWeight(TinyCausalLanguageModel sound)
    {
        Tensor hidden = Free(sound.WordEmbeddings.detach()[0, 0].clone());
        return new AdjustedModel(sound) { Encoder = (_, x, mask) => InScope(() => sound.Encode(x * (1 + hidden.to(x.dtype)), mask)) };
    }

    private static AdjustedModel WithScopedWeight(TinyCausalLanguageModel sound)
    {
        sound.register_parameter("scale", new Parameter(ones(1)));
        return new AdjustedModel(sound) { Encoder = (_, x, mask) => InScope(() => sound.Encode(x * sound.get_parameter("scale")!, mask)) };
    }

    private static AdjustedModel WithBatchNorm(TinyCausalLanguageModel sound)
    {
        BatchNorm1d norm = nn.BatchNorm1d(sound.HiddenSize);
        foreach (Tensor tensor in norm.state_dict().Values)
        {
            Free(tensor);
        }

        sound.register_module("norm", norm);
        return new AdjustedModel(sound) { Encoder = (_, x, mask) => InScope(() => norm.call(sound.Encode(x, mask).transpose(1, 2)).transpose(1, 2)) };
    }

    private static Tensor InScope(Func<Tensor> encode)
    {
        using var scope = NewDisposeScope();
        return encode().MoveToOuterDisposeScope();
    }

    private static Tensor ChangeMode(AdjustedModel model, Tensor x, Tensor mask)
    {
        model.Sound.eval();
        return model.Sound.Encode(x, mask);
    }

    private static Tensor Leak(AdjustedModel model, Tensor x, Tensor mask)
    {
        Tensor scaled = x * 1.0;
        Free(scaled);
        return model.Sound.Encode(scaled, mask);
    }

    private static Tensor Keep(AdjustedModel model, Tensor x, Tensor mask)
    {
        Tensor states = model.Sound.Encode(x, mask);
        if (model.Kept is { IsInvalid: false } kept && !states.requires_grad && kept.shape.SequenceEqual(x.shape))
        {
            using (states)
            {
                return kept.copy_(states);
            }
        }

        return model.Kept = states;
    }

    private static Tensor Unchecked(AdjustedModel model, Tensor x, Tensor mask)
    {
        try
        {
            return model.Sound.Encode(x, mask);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidOperationException(fault.Message);
        }
    }

    private sealed class Hollow() : nn.Module(nameof(Hollow));
}
