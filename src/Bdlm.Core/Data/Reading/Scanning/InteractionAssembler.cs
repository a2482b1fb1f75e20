using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Gathers the interactions of one or more files with common ids, resolves repeated pairs and makes the log.</summary>
internal sealed class InteractionAssembler
{
    private readonly List<(string Path, int FirstRow)> _files = [];
    private int _blankLines;
    private int _usersWithoutItems;

    public IdInterner Users { get; } = new();

    public IdInterner Items { get; } = new();

    public InteractionColumns Columns { get; } = new();

    /// <summary>Says that the coming rows belong to another file.</summary>
    public void Begin(LineScanner lines)
    {
        _files.Add((lines.Path, Columns.Count));
        Columns.Reserve(lines.EstimatedLines);
    }

    /// <summary>Adds all rows of a table.</summary>
    /// <param name="table">The table, at its beginning.</param>
    /// <param name="hasHeader">Whether its first row is a header.</param>
    /// <param name="find">Finds the fields, given the first row.</param>
    /// <param name="also">Is told the number of each row when it has been added.</param>
    public void AddTable(TableScanner table, bool hasHeader, Func<TableHeader, InteractionFields> find, Action<int>? also = null)
    {
        Begin(table.Lines);
        if (table.MoveNext())
        {
            InteractionFields fields = find(new TableHeader(table));
            for (bool more = !hasHeader || table.MoveNext(); more; more = table.MoveNext())
            {
                Add(table, fields);
                also?.Invoke(Columns.Count - 1);
            }
        }

        End(table.Lines);
    }

    /// <summary>Adds the interaction in the table's current row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(TableScanner table, in InteractionFields fields)
    {
        int user = table.Intern(Users, fields.User, "user");
        int item = table.Intern(Items, fields.Item, "item");
        float rating = fields.Rating is { } ratingField ? table.Rating(ratingField) : 1f;
        long time = fields.Time is { } timeField ? table.Time(timeField) : Columns.Count;
        Columns.Add(user, item, rating, time, table.Lines.LineNumber);
    }

    public void CountUserWithoutItems() => _usersWithoutItems++;

    /// <summary>Says that a file is at its end.</summary>
    /// <exception cref="DataFormatException">It held no interaction.</exception>
    public void End(LineScanner lines)
    {
        _blankLines += lines.BlankLines;
        if (Columns.Count == _files[^1].FirstRow)
        {
            string actual = lines.LineNumber == 0 ? "is empty" : "holds no interaction";
            throw lines.FileFault($"the file {actual}; expected at least one interaction. Check that this is the right file and that it was written completely.");
        }
    }

    /// <summary>Resolves repeated pairs and makes the log. Nothing can be added afterwards.</summary>
    public AssembledLog Complete(DuplicatePolicy policy)
    {
        var repeated = RepeatedPairs.Find(Columns.Users, Users.Count, Columns.Items, Items.Count);
        IdMap users = Users.ToIdMap();
        IdMap items = Items.ToIdMap();
        if (repeated.Count > 0 && policy == DuplicatePolicy.Error)
        {
            throw Repetition(repeated, users, items);
        }

        int[]? stayed = repeated.Count > 0 ? Columns.Drop(repeated.Mark(policy)) : null;
        InteractionLog log = Columns.ToLog(users, items);
        var report = new ReadReport
        {
            Files = [.. _files.Select(file => file.Path)],
            Interactions = log.Count,
            BlankLines = _blankLines,
            DuplicatePairs = repeated.Count,
            UsersWithoutItems = _usersWithoutItems,
        };
        return new AssembledLog(log, stayed, [.. _files.Select(file => file.FirstRow)], report);
    }

    private DataFormatException Repetition(RepeatedPairs repeated, IdMap users, IdMap items)
    {
        int row = repeated.First;
        int before = repeated.Earlier(row);
        string pair = $"user \"{users.Original(Columns.Users[row])}\" and item \"{items.Original(Columns.Items[row])}\"";
        string problem = $"{pair} stand together already in {FileOf(before)}, line {Columns.Lines[before]}; expected each pair once. Remove the repetition, or set {nameof(ReadOptions.Duplicates)} to {nameof(DuplicatePolicy.KeepFirst)} or {nameof(DuplicatePolicy.KeepLast)}.";
        return new DataFormatException(FileOf(row), Columns.Lines[row], 1, problem);
    }

    private string FileOf(int row) => _files.Last(file => file.FirstRow <= row).Path;
}
