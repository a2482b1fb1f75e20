using System.Globalization;
using Bdlm.Joint;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Diagnostics;

/// <summary>
/// How strongly the mutual terms pulled on each side, measured now and then, kept in a file beside the checkpoints: a run that was
/// killed has all measurements of the steps that it does not take again.
/// </summary>
internal sealed class BalanceRecord : IJointCallback, IDisposable
{
    private const string FileName = "gradient-ratios.txt";

    private readonly SortedDictionary<long, (Side Side, double Ratio)> _ratios = [];
    private readonly StreamWriter _file;

    /// <summary>Opens the record of a stage.</summary>
    /// <param name="folder">The stage's folder.</param>
    public BalanceRecord(string folder)
    {
        string path = Path.Combine(folder, FileName);
        Read(path);
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
        // What a kill has cut off in the last line must not run into the next one.
        _file.Write('\n');
    }

    /// <inheritdoc/>
    public void OnTurn(TurnReport report)
    {
        if (report.Balance is not { } balance)
        {
            return;
        }

        _ratios[report.Step] = (balance.Side, balance.Ratio);
        _file.Write(string.Create(CultureInfo.InvariantCulture, $"{report.Step} {(int)balance.Side} {balance.Ratio:R} .\n"));
    }

    /// <summary>One series a side: ‖λ ∇L_ML‖ / ‖∇ task‖ over the run's steps.</summary>
    public IEnumerable<DiagnosticSeries> Series() => _ratios
        .GroupBy(ratio => ratio.Value.Side)
        .OrderBy(side => side.Key)
        .Select(side => new DiagnosticSeries($"gradient ratio/{(side.Key == Side.Language ? "L" : "D")}", "mutual to task by step", [.. side.Select(ratio => (double)ratio.Key)], [.. side.Select(ratio => ratio.Value.Ratio)]));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A whole line ends with a full stop.
    private void Read(string path)
    {
        foreach (string line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.Split(' ') is [var step, var side, var ratio, "."])
            {
                _ratios[long.Parse(step, CultureInfo.InvariantCulture)] = ((Side)int.Parse(side, CultureInfo.InvariantCulture), double.Parse(ratio, CultureInfo.InvariantCulture));
            }
        }
    }
}
