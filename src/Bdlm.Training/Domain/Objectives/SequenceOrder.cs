namespace Bdlm.Domain.Objectives;

/// <summary>Which users' sequences make an epoch.</summary>
public enum SequenceOrder
{
    /// <summary>Every user once, shuffled.</summary>
    EveryUser,

    /// <summary>As many draws as there are users, all alike and with replacement, as in the code of SASRec's authors.</summary>
    DrawnUsers,

    /// <summary>
    /// Every window once, shuffled: a sequence that is too long is cut from its newest item backwards, so that every training item
    /// but a user's first is a next item once an epoch. The first places of an older window have a shorter history.
    /// </summary>
    EveryWindow,
}
