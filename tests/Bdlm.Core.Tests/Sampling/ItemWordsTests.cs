using Bdlm.Data;

namespace Bdlm.Sampling;

public class ItemWordsTests
{
    [Theory]
    [InlineData("Toy Story (1995)", "toy story")]
    [InlineData("City of Lost Children, The (1995)", "city of lost children the")]
    [InlineData("2001: A Space Odyssey (1968)", "2001 a space odyssey")]
    [InlineData("1984", "1984")]
    [InlineData("Land Before Time III (1995) (V)", "land before time iii v")]
    [InlineData("Numbers (12345) (199) (19a5)", "numbers 12345 199 19a5")]
    [InlineData("Schindler's List; Dead-Man Walking!", "schindlers list dead man walking")]
    [InlineData("’Til Dawn", "til dawn")]
    [InlineData("AMÉLIE e\u0301tude", "amélie e\u0301tude")]
    [InlineData("(1995)", "")]
    [InlineData("(1995", "1995")]
    [InlineData(" -- ", "")]
    public void Of_Title_GivesWords(string title, string words) =>
        Assert.Equal(words, string.Join(' ', ItemWords.Of(new ItemDescription(title, []))));

    [Fact]
    public void Of_Categories_FollowTheTitle() =>
        Assert.Equal(["toy", "story", "childrens", "sci", "fi"], ItemWords.Of(new ItemDescription("Toy Story", ["Children's", "Sci-Fi"])));
}
