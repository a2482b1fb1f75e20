namespace Bdlm.Joint;

/// <summary>Hands every turn's report to a test.</summary>
internal sealed class TurnCallback(Action<TurnReport> record) : IJointCallback
{
    public void OnTurn(TurnReport report) => record(report);
}
