namespace Bdlm.Joint;

/// <summary>Is told of every turn; for logging and diagnostics. Called on the training thread.</summary>
public interface IJointCallback
{
    /// <summary>A turn is done and its step applied.</summary>
    void OnTurn(TurnReport report);
}
