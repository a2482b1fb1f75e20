using Bdlm.Lab.Reporting;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>Shows how a plan goes: its cells, and the stages of the running one.</summary>
internal interface IPlanDisplay : IStageProgress
{
    /// <summary>A cell begins.</summary>
    void BeginCell(string title, PlanState state);

    /// <summary>The plan as a whole has moved, if only in time.</summary>
    void Show(PlanState state);

    /// <summary>The running cell is finished and written.</summary>
    void EndCell(string title, PlanState state);
}
