using Bdlm.Lab.Backbone.Probing;

namespace Bdlm.Lab.Backbone.Texts;

/// <summary>A sentence about the catalogue.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Question">What can be asked where the sentence was held out; null where its end cannot be known.</param>
internal sealed record Sentence(string Text, ProbeQuestion? Question = null);
