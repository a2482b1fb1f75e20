using Bdlm.Llama.Chat;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>
/// A chat client whose model has a short context: a question that does not fit gets an empty answer, which counts as unreadable and so as a miss,
/// instead of ending the run.
/// </summary>
/// <param name="inner">The client.</param>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="template">The form in which the client writes prompts.</param>
/// <param name="room">The most tokens of a prompt.</param>
internal sealed class FittingChatClient(IChatClient inner, Tokenizer tokenizer, IChatTemplate template, int room) : DelegatingChatClient(inner)
{
    private int _tooLong;

    /// <summary>How many questions did not fit so far.</summary>
    public int TooLong => _tooLong;

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] asked = [.. messages];
        // Each piece may begin and end with a token of its own.
        int tokens = template.Format(asked).Sum(piece => tokenizer.CountTokens(piece.Text) + 2);
        if (tokens <= room)
        {
            return base.GetResponseAsync(asked, options, cancellationToken);
        }

        Interlocked.Increment(ref _tooLong);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, string.Empty)));
    }
}
