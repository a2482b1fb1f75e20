namespace Bdlm.Sampling;

/// <summary>How one kind of evaluation question is checked, hashed, written and read.</summary>
/// <typeparam name="TRow">One question.</typeparam>
internal abstract class QuestionFormat<TRow>
{
    /// <summary>What the file calls its content, such as "bdlm-candidates".</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with a question; null if nothing is.</summary>
    public abstract string? FaultOf(TRow row, QuestionHeader header);

    /// <summary>Adds a question to a hash, its order included.</summary>
    public abstract void AddTo(ContentHash hash, TRow row);

    /// <summary>The question as one JSON object, without a line break.</summary>
    public abstract string Write(TRow row);

    /// <summary>Reads what <see cref="Write"/> wrote, after the object's opening brace, up to and with the closing one.</summary>
    public abstract TRow Read(ref QuestionReader reader);

    /// <summary>Throws on the first faulty question.</summary>
    public void Check(IReadOnlyList<TRow> rows, QuestionHeader header, string name)
    {
        for (int index = 0; index < rows.Count; index++)
        {
            if (FaultOf(rows[index], header) is { } fault)
            {
                throw new ArgumentException($"{name}[{index}]: {fault}. Build the set with the split's own dense ids.", name);
            }
        }
    }

    /// <summary>The hash over stage, counts and questions; the description, being words, does not count.</summary>
    public string HashOf(QuestionHeader header, IReadOnlyList<TRow> rows)
    {
        using var hash = new ContentHash(Name);
        hash.Add((int)header.Stage, header.UserCount, header.ItemCount, rows.Count);
        foreach (TRow row in rows)
        {
            AddTo(hash, row);
        }

        return hash.Finish();
    }
}
