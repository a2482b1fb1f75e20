namespace Bdlm.Lab.Reproduction.Results;

/// <summary>How long a stage of a cell took.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Seconds">Wall-clock seconds, over all sessions that worked on it.</param>
internal sealed record StageSeconds(string Stage, double Seconds);
