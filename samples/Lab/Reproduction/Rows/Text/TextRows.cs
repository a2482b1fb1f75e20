namespace Bdlm.Lab.Reproduction.Rows.Text;

/// <summary>The rows that know text alone: LLM-Rec, GPT4SM and InstructRec.</summary>
internal static class TextRows
{
    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<IRowRecipe> All { get; } = [new LlmRecRecipe(), new Gpt4SmRecipe(), new InstructRecRecipe()];
}
