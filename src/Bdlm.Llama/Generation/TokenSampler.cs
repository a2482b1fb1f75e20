using static TorchSharp.torch;

namespace Bdlm.Llama.Generation;

/// <summary>Chooses the next token from logits.</summary>
internal sealed class TokenSampler(GenerationOptions options)
{
    private readonly Random _random = new(options.Seed);

    /// <summary>The chosen token; <paramref name="logits"/> is <c>[vocabulary]</c>.</summary>
    public int Choose(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return options.Temperature == 0 ? (int)logits.argmax().item<long>() : Draw(logits);
    }

    private int Draw(Tensor logits)
    {
        Tensor probabilities = (logits.to(ScalarType.Float32) / options.Temperature).softmax(0);
        (Tensor sorted, Tensor order) = probabilities.sort(descending: true);
        float[] likely = sorted.cpu().data<float>().ToArray();
        int kept = Nucleus(likely, out double total);
        double point = _random.NextDouble() * total;
        int rank = 0;
        while (rank < kept - 1 && point >= likely[rank])
        {
            point -= likely[rank++];
        }

        return (int)order[rank].item<long>();
    }

    /// <summary>The number of most likely tokens that reach top-p, and the sum of their probabilities.</summary>
    private int Nucleus(float[] likely, out double total)
    {
        total = 0;
        int kept = 0;
        while (kept < likely.Length && total < options.TopP)
        {
            total += likely[kept++];
        }

        return kept;
    }
}
