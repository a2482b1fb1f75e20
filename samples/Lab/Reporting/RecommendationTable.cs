using Bdlm.Lab.Experiments;
using Spectre.Console;

namespace Bdlm.Lab.Reporting;

/// <summary>What each side recommends to one user, beside what the user did next.</summary>
internal static class RecommendationTable
{
    private const int Shown = 3;
    private const int HistoryShown = 6;

    public static IEnumerable<string> Lines(ExperimentResult result)
    {
        Recommendation first = result.Examples[0];
        string Title(int item) => result.Data.Catalog[item].Title.EscapeMarkup();
        string user = result.Data.Log.UserMap.Original(first.Question.User).EscapeMarkup();
        yield return $"[bold]User {user}[/] last took {string.Join("; ", first.Question.History.TakeLast(HistoryShown).Select(Title))}.";
        foreach (Recommendation recommendation in result.Examples)
        {
            IEnumerable<string> items = recommendation.Items.Take(Shown).Select(item => item == first.Target ? $"[green]{Title(item)}[/]" : Title(item));
            yield return $"  {recommendation.Model.EscapeMarkup(),-10} recommends {string.Join("; ", items)}";
        }

        yield return $"  then took  [green]{Title(first.Target)}[/]";
    }
}
