namespace Bdlm.Data.Reading;

/// <summary>A column of a delimited file, by position from 0 or by its name in the header; write a number or a text where one is asked for.</summary>
public readonly record struct DataColumn
{
    private DataColumn(int position, string? name)
    {
        Position = position;
        Name = name;
    }

    /// <summary>The position from 0; of no meaning where there is a <see cref="Name"/>.</summary>
    public int Position { get; }

    /// <summary>The name in the header; null where the column is given by position.</summary>
    public string? Name { get; }

    /// <summary>A column by position from 0.</summary>
    public static implicit operator DataColumn(int position) => new(position, null);

    /// <summary>A column by its name in the header.</summary>
    public static implicit operator DataColumn(string name) => new(0, name);

    /// <inheritdoc/>
    public override string ToString() => Name is null ? $"position {Position}" : $"\"{Name}\"";
}
