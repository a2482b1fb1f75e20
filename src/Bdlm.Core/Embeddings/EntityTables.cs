using Bdlm.Tensors;
using Bdlm.Tokens;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Embeddings;

/// <summary>
/// The trainable rows of reserved tokens, users and items. Parameters are read by name each time, because moving a module to another
/// device or dtype replaces them.
/// </summary>
internal sealed class EntityTables : nn.Module
{
    private const string UsersName = "users";
    private const string ItemsName = "items";
    private const string ReservedName = "reserved";

    private EntityTables(EntityVocabulary vocabulary)
        : base(nameof(EntityTables)) => Vocabulary = vocabulary;

    public EntityVocabulary Vocabulary { get; private set; }

    /// <summary><c>[users, hidden]</c>.</summary>
    public Parameter Users => get_parameter(UsersName)!;

    /// <summary><c>[items, hidden]</c>.</summary>
    public Parameter Items => get_parameter(ItemsName)!;

    /// <summary><c>[reserved, hidden]</c>; null where the vocabulary has no reserved token.</summary>
    public Parameter? Reserved => Vocabulary.ReservedTokens.Count > 0 ? get_parameter(ReservedName) : null;

    /// <summary>Tables of normally distributed rows.</summary>
    public static EntityTables Random(EntityVocabulary vocabulary, Tensor like, double deviation, int seed)
    {
        var tables = new EntityTables(vocabulary);
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(uint)seed, CPU);
        tables.Register(
            (ReservedName, Draw(vocabulary.ReservedTokens.Count, like, deviation, generator)),
            (UsersName, Draw(vocabulary.UserCount, like, deviation, generator)),
            (ItemsName, Draw(vocabulary.ItemCount, like, deviation, generator)));
        return tables;
    }

    /// <summary>Tables that start with the same rows as others.</summary>
    public static EntityTables CopyOf(EntityTables other)
    {
        var tables = new EntityTables(other.Vocabulary);
        using var scope = NewDisposeScope();
        tables.Register(
            (ReservedName, other.Reserved?.detach().clone()),
            (UsersName, other.Users.detach().clone()),
            (ItemsName, other.Items.detach().clone()));
        return tables;
    }

    /// <summary>Appends rows for the vocabulary's new users and items; the rows of known ones keep their values.</summary>
    /// <param name="vocabulary">An extension of <see cref="Vocabulary"/>.</param>
    /// <param name="userRows"><c>[added users, hidden]</c>.</param>
    /// <param name="itemRows"><c>[added items, hidden]</c>.</param>
    public void Append(EntityVocabulary vocabulary, Tensor userRows, Tensor itemRows)
    {
        Grow(UsersName, userRows);
        Grow(ItemsName, itemRows);
        Vocabulary = vocabulary;
    }

    /// <summary>Draws rows for the users and items that <paramref name="vocabulary"/> adds. The caller disposes of both.</summary>
    public (Tensor Users, Tensor Items) DrawAdded(EntityVocabulary vocabulary, double deviation, int seed)
    {
        if (!vocabulary.Continues(Vocabulary))
        {
            throw new ArgumentException($"vocabulary has {vocabulary.UserCount} users, {vocabulary.ItemCount} items and {vocabulary.Size} tokens and does not continue the one in use ({Vocabulary.UserCount} users, {Vocabulary.ItemCount} items, {Vocabulary.Size} tokens); expected the result of its Extend. Build a new model for another vocabulary.", nameof(vocabulary));
        }

        using var generator = new Generator((ulong)(uint)seed, CPU);
        Tensor like = Users;
        return (Draw(vocabulary.UserCount - Vocabulary.UserCount, like, deviation, generator),
                Draw(vocabulary.ItemCount - Vocabulary.ItemCount, like, deviation, generator));
    }

    private static Tensor Draw(int count, Tensor like, double deviation, Generator generator)
    {
        using var scope = NewDisposeScope();
        Tensor rows = randn(count, like.shape[1], dtype: ScalarType.Float32, device: CPU, generator: generator).Times(deviation);
        return rows.to(like.dtype).to(like.device).MoveToOuterDisposeScope();
    }

    private void Register(params ReadOnlySpan<(string Name, Tensor? Rows)> tables)
    {
        foreach ((string name, Tensor? rows) in tables)
        {
            if (rows is not null && (name != ReservedName || rows.shape[0] > 0))
            {
                register_parameter(name, Own(rows));
            }
        }
    }

    private void Grow(string name, Tensor added)
    {
        if (added.shape[0] == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        Parameter old = get_parameter(name)!;
        Parameter grown = Own(cat([old.detach(), added], 0));
        grown.requires_grad = old.requires_grad;
        ConditionallyRegisterParameter(name, grown);
        old.Dispose();
    }

    private static Parameter Own(Tensor rows)
    {
        var parameter = new Parameter(rows);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
