using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bdlm.Lab.Reporting;

/// <summary>The time left of a stage; nothing for a bar over the whole, whose text tells it.</summary>
internal sealed class StageTimeColumn : ProgressColumn
{
    /// <summary>What marks a bar over the whole.</summary>
    public const string WholeMark = "whole";

    private readonly RemainingTimeColumn _time = new();

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        task.State.Get<bool>(WholeMark) ? Text.Empty : _time.Render(options, task, deltaTime);
}
