using Bdlm.Sampling;

namespace Bdlm.Metrics;

/// <summary>What a prompt's history may hold.</summary>
/// <param name="known">The split's interactions.</param>
/// <param name="chronological">Whether the history must be earlier than the target.</param>
internal sealed class HistoryRule(KnownInteractions known, bool chronological)
{
    /// <summary>Throws at the first item that may not stand in the prompt.</summary>
    /// <param name="stage">The stage that the prompt asks about; null for training.</param>
    /// <param name="prompt">The prompt.</param>
    public void Check(HeldOutStage? stage, PromptHistory prompt)
    {
        string where = stage is { } held ? $"histories of {held} prompts" : "histories of training prompts";
        KnownInteraction? target = known.TryFind(prompt.User, prompt.Target, out KnownInteraction found) ? found : null;
        if (stage is null && target?.Stage is { } leaked)
        {
            throw new LeakageException("training prompts", prompt.User, prompt.Target, $"the prompt asks about a {leaked} target. Make training prompts from the TrainView.");
        }

        foreach (int item in prompt.History)
        {
            if (FaultOf(stage, prompt, item, target) is { } fault)
            {
                throw new LeakageException(where, prompt.User, item, $"{fault}. Take the history from the split's HistoryOf methods, or the training rows before the target.");
            }
        }
    }

    private string? FaultOf(HeldOutStage? stage, PromptHistory prompt, int item, KnownInteraction? target)
    {
        if (item == prompt.Target)
        {
            return "it is the item that the prompt asks about";
        }

        if (!known.TryFind(prompt.User, item, out KnownInteraction shown))
        {
            return "the user took it in no part of the split";
        }

        if (shown.Stage is { } part && !(stage == HeldOutStage.Test && part == HeldOutStage.Validation))
        {
            return $"it is a {part} target";
        }

        return chronological && target is { } asked && IsLater(shown, asked) ? $"it came after the target {prompt.Target}" : null;
    }

    /// <summary>Training rows are compared by place, which settles equal times; a held-out target by time, equal times allowed.</summary>
    private static bool IsLater(KnownInteraction shown, KnownInteraction asked) =>
        shown.Stage is null && asked.Stage is null ? shown.Place > asked.Place : shown.Time > asked.Time;
}
