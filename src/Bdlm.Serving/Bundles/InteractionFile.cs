using Bdlm.Data;
using Bdlm.Serialization;
using static TorchSharp.torch;

namespace Bdlm.Bundles;

/// <summary>The interactions of a bundle: for the training part and for all that is known, columns of users, items and times.</summary>
internal static class InteractionFile
{
    private const string Training = "training";
    private const string Known = "known";

    public static void Write(string path, TrainView training, TrainView? known)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Add(tensors, Training, training);
        if (known is not null)
        {
            Add(tensors, Known, known);
        }

        SafeTensorsWriter.Write(path, tensors);
    }

    /// <exception cref="InvalidDataException">A column is missing, or an id is out of range.</exception>
    /// <exception cref="SafeTensorsException">The file is damaged.</exception>
    public static (TrainView Training, TrainView? Known) Read(string path, int users, int items)
    {
        using SafeTensorsFile file = SafeTensorsReader.Read(path);
        return (View(file, Training, users, items), file.TryGetEntry($"{Known}.users", out _) ? View(file, Known, users, items) : null);
    }

    private static void Add(Dictionary<string, Tensor> tensors, string part, TrainView view)
    {
        int[] users = new int[view.InteractionCount], items = new int[view.InteractionCount];
        long[] times = new long[view.InteractionCount];
        int place = 0;
        for (int user = 0; user < view.UserCount; user++)
        {
            ReadOnlySpan<int> own = view.ItemsOf(user);
            users.AsSpan(place, own.Length).Fill(user);
            own.CopyTo(items.AsSpan(place));
            view.TimesOf(user).CopyTo(times.AsSpan(place));
            place += own.Length;
        }

        tensors[$"{part}.users"] = tensor(users);
        tensors[$"{part}.items"] = tensor(items);
        tensors[$"{part}.times"] = tensor(times);
    }

    private static TrainView View(SafeTensorsFile file, string part, int users, int items)
    {
        using var scope = NewDisposeScope();
        try
        {
            return new TrainView(users, items, Column<int>(file, $"{part}.users", ScalarType.Int32), Column<int>(file, $"{part}.items", ScalarType.Int32), Column<long>(file, $"{part}.times", ScalarType.Int64));
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException($"{file.FilePath}, {part}: {fault.Message}", fault);
        }
    }

    private static ReadOnlySpan<T> Column<T>(SafeTensorsFile file, string name, ScalarType type)
        where T : unmanaged
    {
        if (!file.TryGetEntry(name, out SafeTensorsEntry? entry) || entry.Shape.Count != 1)
        {
            throw new InvalidDataException($"{file.FilePath} holds no column {name}; expected one of shape [rows].");
        }

        return file.Load(name, dtype: type).data<T>().ToArray();
    }
}
