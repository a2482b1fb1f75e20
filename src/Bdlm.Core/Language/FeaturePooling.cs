namespace Bdlm.Language;

/// <summary>How the feature h of a prompt (Eq. 5) is read from its hidden states. Answer tokens are never pooled.</summary>
public enum FeaturePooling
{
    /// <summary>The hidden state of the last prompt token, which has seen the whole prompt.</summary>
    LastToken,

    /// <summary>The mean over the prompt's tokens.</summary>
    MeanOfPrompt,
}
