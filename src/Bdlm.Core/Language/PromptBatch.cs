using static TorchSharp.torch;

namespace Bdlm.Language;

/// <summary>Token sequences of different lengths in one rectangle.</summary>
/// <param name="TokenIds"><c>[batch, length]</c>, int64.</param>
/// <param name="AttentionMask"><c>[batch, length]</c>, bool: true at real tokens.</param>
/// <param name="LastPositions"><c>[batch]</c>, int64: the position of each sequence's last real token.</param>
/// <remarks>Disposing releases the three tensors.</remarks>
public sealed record PromptBatch(Tensor TokenIds, Tensor AttentionMask, Tensor LastPositions) : IDisposable
{
    /// <summary>Pads sequences to the longest of them.</summary>
    /// <param name="prompts">The sequences; at least one, none of them empty.</param>
    /// <param name="padToken">The id at padding. Any word will do, since the mask hides it; 0 is usual.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <param name="side">Where to pad.</param>
    /// <exception cref="ArgumentException">There is no sequence, or one is empty.</exception>
    public static PromptBatch Create(IReadOnlyList<IReadOnlyList<int>> prompts, int padToken, Device device, PaddingSide side = PaddingSide.Right)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfNegative(padToken);
        if (prompts.Count == 0)
        {
            throw new ArgumentException("prompts is empty; expected at least one sequence. Leave empty batches out.", nameof(prompts));
        }

        int length = prompts.Max(p => p.Count);
        var ids = new long[prompts.Count, length];
        var mask = new bool[prompts.Count, length];
        var last = new long[prompts.Count];
        for (int row = 0; row < prompts.Count; row++)
        {
            int count = prompts[row].Count;
            if (count == 0)
            {
                throw new ArgumentException($"prompts[{row}] is empty; expected at least one token. Leave it out, or begin it with a beginning-of-sentence token.", nameof(prompts));
            }

            int shift = side == PaddingSide.Left ? length - count : 0;
            last[row] = shift + count - 1;
            for (int column = 0; column < length; column++)
            {
                int place = column - shift;
                mask[row, column] = place >= 0 && place < count;
                ids[row, column] = mask[row, column] ? prompts[row][place] : padToken;
            }
        }

        return new PromptBatch(tensor(ids, device: device), tensor(mask, device: device), tensor(last, device: device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TokenIds.Dispose();
        AttentionMask.Dispose();
        LastPositions.Dispose();
    }
}
