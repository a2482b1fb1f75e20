using Bdlm.Conformance.Running;
using Bdlm.Language;
using Bdlm.Tensors;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>A fresh model in evaluation mode, with a few sequences to try it on. Disposes of the model's module.</summary>
internal sealed class LanguageSubject : IDisposable
{
    /// <summary>The sequences' number.</summary>
    public const int Rows = 3;

    /// <summary>The sequences' length in tokens.</summary>
    public const int Length = 6;

    /// <summary>The number of padding tokens that are added.</summary>
    public const int Padding = 3;

    /// <summary>The longest sequence that the checks need.</summary>
    public const int NeededLength = Length + Padding;

    private const int Seed = 20_231_103;

    private readonly Tensor? _embeddings;
    private bool? _isRepeatable;

    public LanguageSubject(LanguageModelPort port)
    {
        Port = port;
        Model = port.Create() ?? throw new InvalidOperationException("Create gave null.");
        Model.Module.eval();
        Generator = new Generator(Seed, Device);
        var random = new Random(Seed);
        Words = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Length).Select(_ => random.Next(Model.VocabularySize)).ToArray())];
        TokenIds = tensor(Words.SelectMany(row => row.Select(word => (long)word)).ToArray(), [Rows, Length], device: Device);
        Mask = ones(Rows, Length, dtype: ScalarType.Bool, device: Device);
        _embeddings = Fits() ? Embed(Model, TokenIds) : null;
    }

    public LanguageModelPort Port { get; }

    public ICausalLanguageModel Model { get; }

    /// <summary>Where the model lives.</summary>
    public Device Device => Model.WordEmbeddings.device;

    /// <summary>Random numbers on the model's device; the same for every check.</summary>
    public Generator Generator { get; }

    /// <summary>The sequences.</summary>
    public int[][] Words { get; }

    /// <summary>The sequences as <c>[Rows, Length]</c>, int64.</summary>
    public Tensor TokenIds { get; }

    /// <summary>Their word rows, <c>[Rows, Length, hidden]</c>.</summary>
    /// <exception cref="PrerequisiteException">The table is not one row a word, or the model takes too short sequences only.</exception>
    public Tensor Embeddings => _embeddings ?? throw new PrerequisiteException("TablesHaveStatedShapes", "the tables or MaxLength do not fit");

    /// <summary>Their mask: all tokens are real.</summary>
    public Tensor Mask { get; }

    public double Tolerance => Port.Tolerance;

    /// <summary>The states of the sequences, which every other way to compute them must give, too.</summary>
    public Tensor States() => Encode(Embeddings, Mask);

    /// <summary>States without gradient, for comparing: a port that changes its input or writes to an earlier result does no harm here.</summary>
    /// <exception cref="PrerequisiteException">The same input does not give the same states, so that nothing can be compared.</exception>
    public Tensor Encode(Tensor embeddings, Tensor mask)
    {
        RequireRepeatable();
        return Apart(embeddings, mask);
    }

    /// <summary>What the model itself gives, without gradient.</summary>
    public Tensor EncodeRaw(Tensor embeddings, Tensor mask)
    {
        using IDisposable frozen = no_grad();
        return Model.Encode(embeddings, mask);
    }

    /// <summary>As <see cref="Encode"/>, whether calls can be compared or not.</summary>
    public Tensor Apart(Tensor embeddings, Tensor mask)
    {
        using Tensor ownEmbeddings = embeddings.clone();
        using Tensor ownMask = mask.clone();
        using Tensor result = EncodeRaw(ownEmbeddings, ownMask);
        return result.clone();
    }

    /// <summary>Whether calls can be compared; looks once.</summary>
    /// <exception cref="PrerequisiteException">The same input does not give the same states.</exception>
    public void RequireRepeatable()
    {
        _isRepeatable ??= Difference.Relative(Apart(Embeddings, Mask), Apart(Embeddings, Mask)) <= Tolerance;
        if (_isRepeatable == false)
        {
            throw new PrerequisiteException("EvaluationIsRepeatable", "the same input gives other states at each call");
        }
    }

    /// <summary>Normal random numbers like the embeddings in shape, type and size.</summary>
    public Tensor NoiseLike(Tensor values, double scale = 1) =>
        randn(values.shape, device: Device, generator: Generator).Times(scale * Difference.RootMeanSquare(Embeddings)).to(values.dtype);

    /// <summary>The word rows of token ids, without gradient.</summary>
    public static Tensor Embed(ICausalLanguageModel model, Tensor tokenIds) =>
        model.WordEmbeddings.detach().index_select(0, tokenIds.reshape(-1)).reshape([.. tokenIds.shape, model.HiddenSize]);

    /// <summary>A mask of real tokens only.</summary>
    public static Tensor Real(Tensor embeddings) => ones(embeddings.shape[0], embeddings.shape[1], dtype: ScalarType.Bool, device: embeddings.device);

    public void Dispose()
    {
        Generator.Dispose();
        Model.Module.Dispose();
    }

    private bool Fits() => Model.WordEmbeddings.shape.SequenceEqual([Model.VocabularySize, Model.HiddenSize]) && Model.MaxLength >= NeededLength;
}
