using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Running;

/// <summary>The files of finished cells.</summary>
/// <param name="root">The run's folder.</param>
internal sealed class CellStore(string root)
{
    private readonly string _folder = Path.Combine(root, "cells");

    /// <summary>Whether a cell is finished.</summary>
    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>Whether any cell is finished.</summary>
    public bool HasAny => Directory.Exists(_folder) && Directory.EnumerateFiles(_folder, "*.json").Any();

    /// <summary>Reads a finished cell.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or another cell's.</exception>
    public CellFile Read(string id)
    {
        CellFile cell = ResultJson.Read<CellFile>(PathOf(id));
        return cell.Schema == CellFile.SchemaName && cell.Id == id
            ? cell
            : throw new InvalidDataException($"{PathOf(id)} has schema {cell.Schema} and id {cell.Id}; expected {CellFile.SchemaName} and {id}. Delete the file to have it made anew.");
    }

    /// <summary>Writes a cell, whole or not at all.</summary>
    public void Write(CellFile cell) => ResultJson.Write(PathOf(cell.Id), cell);

    private string PathOf(string id) => Path.Combine(_folder, id + ".json");
}
