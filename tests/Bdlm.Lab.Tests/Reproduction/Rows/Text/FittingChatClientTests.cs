using Bdlm.Lab.Backbone;
using Bdlm.Llama.Chat;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Reproduction.Rows.Text;

public sealed class FittingChatClientTests
{
    // Bytes alone: a token a letter.
    private static readonly BpeTokenizer Bytes = BytePairTrainer.Train([], 257);

    [Theory]
    // "User: " + 7 letters + line break + "Assistant:" are 24 tokens, and two may frame them.
    [InlineData(26, "yes", 0)]
    [InlineData(25, "", 1)]
    public async Task GetResponseAsync_AQuestion_IsAskedOnlyWhereItFits(int room, string expected, int tooLong)
    {
        using var client = new FittingChatClient(new Parrot(), Bytes, new PlainChatTemplate(), room);
        ChatResponse response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "1234567")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((expected, tooLong), (response.Text, client.TooLong));
    }

    private sealed class Parrot : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
