namespace Bdlm.Recommendations;

/// <summary>Whose scores rank the items.</summary>
public enum RecommendFrom
{
    /// <summary>BDLM-drs: both sides choose a shortlist, the fusion head ranks it (Eq. 5–6).</summary>
    Cascade,

    /// <summary>BDLM-llm: the logits of the items' tokens behind the prompt; the whole catalogue in one forward pass.</summary>
    LanguageModel,

    /// <summary>The recommender alone, without the language model's latency. It knows users by their rows, not by the history of a request.</summary>
    Recommender,
}
