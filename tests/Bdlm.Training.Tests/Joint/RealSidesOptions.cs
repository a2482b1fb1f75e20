using Bdlm.Embeddings;
using Bdlm.Fusion;
using Bdlm.Language;
using Bdlm.Recommending;

namespace Bdlm.Joint;

/// <summary>What a test varies of <see cref="RealSides"/>.</summary>
internal sealed record RealSidesOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>Makes the language model over so many words; null for the tiny one.</summary>
    public Func<int, ICausalLanguageModel>? Language { get; init; }

    /// <summary>Makes the recommender; null for LightGCN.</summary>
    public Func<IDomainRecommender>? Recommender { get; init; }

    public ScaleMode Scale { get; init; } = ScaleMode.AsIs;

    public bool LeaveOutOwnEdges { get; init; }

    public double PairDropout { get; init; } = new FusionOptions().PairDropout;

    /// <summary>A Llama of two layers with dropout, whose width is the recommender's.</summary>
    public static Func<int, ICausalLanguageModel> LlamaWithDropout(int seed) => Llama(seed, dropout: 0.1);

    /// <summary>A Llama of two layers, whose width is the recommender's.</summary>
    public static Func<int, ICausalLanguageModel> Llama(int seed, double dropout = 0) => words => Bdlm.Llama.LlamaForCausalLM.Create(
        new Bdlm.Llama.LlamaConfig
        {
            HiddenSize = RealSides.Dim,
            IntermediateSize = 12,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            VocabularySize = words,
            MaxLength = 200,
            TieWordEmbeddings = true,
            Dropout = dropout,
        },
        seed);
}
