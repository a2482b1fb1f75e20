namespace Bdlm.Embeddings;

/// <summary>How <see cref="EmbeddingPreloader"/> copies rows.</summary>
public sealed record PreloadOptions
{
    /// <summary>What to do about the rows' scale. Default <see cref="ScaleMode.AsIs"/>.</summary>
    public ScaleMode Scale { get; init; } = ScaleMode.AsIs;
}
