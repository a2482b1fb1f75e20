using System.Text;
using Bdlm.Benchmarks.Data;
using Bdlm.Data;
using Bdlm.Evaluation;
using Bdlm.Joint;
using Bdlm.Language;
using Bdlm.Llama;
using Bdlm.Prompts;
using Bdlm.Sampling;
using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Benchmarks.Language;

/// <summary>BDLM's prompts at MovieLens-100K's size: a user's token, the last ten items as tokens, no titles; a Llama of two layers.</summary>
internal static class TreeWorkload
{
    public const int Users = 943;

    public const int Candidates = 20;

    private const int Items = 1682;
    private const int Rows = 100_000;
    private const string Words = "[UNK]\n[CLS]\n[SEP]\nUser\nliked\nWill\nthe\nuser\nlike\n?\nAnswer\nAnswer:\n:\nNext\nitem\nitem:\n.\n;\nYes\nNo\nnothing";

    /// <summary>The model with entity rows; with <paramref name="hidesTrees"/> one that is given each prompt by itself. The caller disposes.</summary>
    public static MixedLanguageModel Model(bool hidesTrees, int width = 64, bool mixedPrecision = false)
    {
        var config = new LlamaConfig
        {
            HiddenSize = width,
            IntermediateSize = ((width * 8 / 3) + 31) / 32 * 32,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 2,
            VocabularySize = Words.Split('\n').Length,
            MaxLength = 384,
            TieWordEmbeddings = true,
        };
        LlamaForCausalLM llama = LlamaForCausalLM.Create(config, seed: 1);
        llama.MixedPrecision = mixedPrecision;
        ICausalLanguageModel port = hidesTrees ? new FlatPort(llama) : llama;
        return MixedLanguageModel.Create(port, Vocabulary(), null, seed: 1);
    }

    /// <summary>Writes the prompts.</summary>
    public static PromptEncoder Encoder()
    {
        using var words = new MemoryStream(Encoding.UTF8.GetBytes(Words));
        var tokenizer = new ExtendedTokenizer(WordPieceTokenizer.Create(words), Vocabulary());
        var catalog = new ItemCatalog(Enumerable.Range(0, Items).Select(_ => new ItemDescription("film", [])));
        return new PromptEncoder(tokenizer, catalog, new PromptOptions { Titles = false });
    }

    /// <summary>Random interactions of MovieLens-100K's size, with four negatives a positive.</summary>
    public static AlignedSampleSource Source()
    {
        (int[] users, int[] items) = RandomInteractions.Draw(Users, Items, Rows, seed: 1);
        var train = new TrainView(Users, Items, users, items, [.. Enumerable.Range(0, Rows).Select(row => (long)row)]);
        return new AlignedSampleSource(train, new TrainingNegatives(UserPositives.OfTraining(train), new UniformNegativeSampler(train)), new AlignedSampleOptions(), seed: 1);
    }

    /// <summary>A question of twenty candidates for each of the first users.</summary>
    public static RankingQuestion[] Questions(int users)
    {
        var random = new Random(1);
        int[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(Items))];
        return [.. Enumerable.Range(0, users).Select(user => new RankingQuestion(user, Draw(10), Draw(Candidates)))];
    }

    private static EntityVocabulary Vocabulary() => new(Words.Split('\n').Length, Users, Items);
}
