namespace Bdlm.Lab.Experiments;

public sealed class LabScalesTests
{
    [Theory]
    [InlineData("MovieLens-1M", "User {user} watched: {history}. Next film:")]
    [InlineData("Amazon Health", "User {user} bought: {history}. Next product:")]
    [InlineData("my data", "User {user} chose: {history}. Next item:")]
    public void Of_DataSet_AsksInItsWords(string dataset, string prompt)
    {
        LabScale scale = LabScales.Of(ScaleName.Laptop, dataset);
        Assert.Equal(prompt, PromptSettings.Instructions(scale).TopK[0].Text);
        Assert.Contains(PromptSettings.Words(scale), words => words.Contains($"Next {scale.Noun}:", StringComparison.Ordinal));
    }
}
