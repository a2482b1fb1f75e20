namespace Bdlm.Prompts;

/// <summary>A part of a template: fixed text, then the spaces that belong to the slot behind it, then the slot.</summary>
/// <param name="Text">The fixed text without its closing spaces where a slot follows; may be empty.</param>
/// <param name="Lead">The spaces between text and slot: "" or " ".</param>
/// <param name="Slot">The slot; null at the template's end.</param>
internal readonly record struct PromptPiece(string Text, string Lead, PromptSlot? Slot);
