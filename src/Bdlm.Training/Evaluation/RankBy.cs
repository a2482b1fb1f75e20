namespace Bdlm.Evaluation;

/// <summary>How a language model ranks candidates.</summary>
public enum RankBy
{
    /// <summary>By the logits of the candidates' item tokens after one top-K prompt (decision 15).</summary>
    ItemTokens,

    /// <summary>By the log-probability of the candidates' titles after a top-K prompt; for text-only models.</summary>
    TitleLikelihood,

    /// <summary>By the logit of "Yes" less that of "No" after one interaction prompt a candidate.</summary>
    YesNo,
}
