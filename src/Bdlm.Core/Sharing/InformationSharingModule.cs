using Bdlm.Serialization;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>
/// The information sharing module M: one row for each user and item, which both sides are drawn to in turn (Eq. 7 and 8)
/// and through which they learn from each other.
/// </summary>
/// <remarks>
/// <para>
/// M takes rows and knows neither side. It feeds no forward pass, has none itself, and is not needed for inference. Its
/// tables want no gradient: a turn works on copies of the touched rows, so that a step costs the same for a thousand and
/// for a million items. Do not give its parameters to an optimiser; the module renews them itself.
/// </para>
/// <para>Move it to its device before its first turn. Not safe to use from several threads.</para>
/// </remarks>
public sealed class InformationSharingModule : nn.Module, IStateful
{
    private ISharingRule? _userRule;
    private ISharingRule? _itemRule;
    private (Parameter Users, Parameter Items)? _bound;
    private double _learningRate;

    /// <summary>Makes a module whose rows are 0 until <see cref="Preload"/>.</summary>
    /// <param name="userCount">|U|, at least 1.</param>
    /// <param name="itemCount">|I|, at least 1.</param>
    /// <param name="dim">The width d of both sides' rows, at least 1.</param>
    /// <param name="options">The choices that the paper leaves open; the defaults where null.</param>
    /// <param name="device">Where the tables lie; the CPU where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public InformationSharingModule(int userCount, int itemCount, int dim, SharingOptions? options = null, Device? device = null)
        : base(nameof(InformationSharingModule))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(userCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(itemCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1);
        Options = options ?? new SharingOptions();
        Options.Validate();
        UserCount = userCount;
        ItemCount = itemCount;
        Dim = dim;
        _learningRate = Options.LearningRate;
        register_parameter("users", Table(userCount, dim, device));
        register_parameter("items", Table(itemCount, dim, device));
    }

    /// <summary>|U|.</summary>
    public int UserCount { get; }

    /// <summary>|I|.</summary>
    public int ItemCount { get; }

    /// <summary>The width d of the rows.</summary>
    public int Dim { get; }

    /// <summary>The choices that the module was made with.</summary>
    public SharingOptions Options { get; }

    /// <summary>E_U^M, <c>[UserCount, Dim]</c>, float32, without gradient. Belongs to the module.</summary>
    public Parameter Users => get_parameter("users")!;

    /// <summary>E_I^M, <c>[ItemCount, Dim]</c>, float32, without gradient. Belongs to the module.</summary>
    public Parameter Items => get_parameter("items")!;

    /// <summary>The step size of <see cref="SharingUpdate.Learned"/>; begins as the options say. Without effect on the other rules.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set
        {
            _learningRate = value >= 0 && double.IsFinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), $"LearningRate is {value}; expected a finite number from 0.");
            _userRule?.LearningRate = value;
            _itemRule?.LearningRate = value;
        }
    }

    /// <summary>
    /// Copies rows into M, M ← E^D. Where the sides start from the same rows, the mutual loss is then exactly 0. Forgets
    /// what the update rule had gathered.
    /// </summary>
    /// <param name="users"><c>[UserCount, Dim]</c>, of a floating type, finite, on any device. Stays the caller's.</param>
    /// <param name="items"><c>[ItemCount, Dim]</c>, likewise.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a value is not finite. Nothing is copied.</exception>
    public void Preload(Tensor users, Tensor items)
    {
        CheckRows(users, nameof(users), UserCount);
        CheckRows(items, nameof(items), ItemCount);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Users.copy_(users);
        Items.copy_(items);
        ForgetRules();
    }

    /// <summary>
    /// Begins a side's turn on the rows of some users and items: those of the batch, every entity token of its prompts, or
    /// any others. The two lists need not be of the same length, may repeat ids, and may be empty.
    /// </summary>
    /// <param name="userIds"><c>[n]</c>, int64, in [0, UserCount).</param>
    /// <param name="itemIds"><c>[m]</c>, int64, in [0, ItemCount).</param>
    /// <returns>The turn; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">The ids are not vectors of int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id has no row.</exception>
    /// <exception cref="InvalidOperationException">The module was moved after its first turn.</exception>
    public SharingTurn Begin(Tensor userIds, Tensor itemIds)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        ArgumentNullException.ThrowIfNull(itemIds);
        TensorGuard.Ids(userIds, nameof(userIds), UserCount);
        TensorGuard.Ids(itemIds, nameof(itemIds), ItemCount);
        (ISharingRule userRule, ISharingRule itemRule) = Rules();
        return new SharingTurn(
            this,
            SharedRows.Gather("user", Users, userIds, userRule.Learns),
            SharedRows.Gather("item", Items, itemIds, itemRule.Learns));
    }

    /// <summary>Begins a turn on all rows, in the order of their ids. Its cost grows with the tables.</summary>
    /// <returns>The turn; the caller disposes of it.</returns>
    /// <exception cref="InvalidOperationException">The module was moved after its first turn.</exception>
    public SharingTurn BeginAll()
    {
        using var scope = NewDisposeScope();
        return Begin(TensorFunctions.Range(UserCount), TensorFunctions.Range(ItemCount));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Names: <c>users</c>, <c>items</c>; with <see cref="SharingUpdate.Learned"/> also the row-wise Adam state below
    /// <c>users_adam.</c> and <c>items_adam.</c>, which a run needs to go on to the same numbers.
    /// </remarks>
    public void SaveTo(IDictionary<string, Tensor> state, string prefix) => TensorState.Save(StateTensors(), state, prefix);

    /// <inheritdoc/>
    public void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix) => TensorState.Load(StateTensors(), state, prefix);

    internal void Apply(SharedRows users, SharedRows items)
    {
        (ISharingRule userRule, ISharingRule itemRule) = Rules();
        userRule.Apply(users);
        itemRule.Apply(items);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ForgetRules();
        }

        base.Dispose(disposing);
    }

    private static Parameter Table(int count, int dim, Device? device)
    {
        var table = new Parameter(zeros([count, dim], dtype: ScalarType.Float32, device: device ?? CPU), requires_grad: false);
        return (Parameter)table.DetachFromDisposeScope();
    }

    private void CheckRows(Tensor rows, string name, long count)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        TensorGuard.Shape(rows, name, $"[{name}, dim]", "Both sides and M need rows of one width: project or truncate them first.", count, Dim);
        if (!rows.is_floating_point())
        {
            throw new ArgumentException($"{name} has dtype {rows.dtype}; expected a floating type. Convert it first.", name);
        }

        using var scope = NewDisposeScope();
        if (!rows.detach().isfinite().all().item<bool>())
        {
            throw new ArgumentException($"{name} holds NaN or infinity; expected finite values. Did the recommender's training diverge?", name);
        }
    }

    private (ISharingRule Users, ISharingRule Items) Rules()
    {
        (Parameter users, Parameter items) = (Users, Items);
        if (_bound is { } bound && !(ReferenceEquals(bound.Users, users) && ReferenceEquals(bound.Items, items)))
        {
            throw new InvalidOperationException("The module was moved or converted after its first turn, and its update rule holds the old tables. Pass the device to the constructor, or move the module first.");
        }

        _userRule ??= Rule(users);
        _itemRule ??= Rule(items);
        _bound = (users, items);
        return (_userRule, _itemRule);
    }

    private ISharingRule Rule(Tensor table)
    {
        ISharingRule rule = Options.Update switch
        {
            SharingUpdate.MovingAverage => new MovingAverageRule(table, Options.Momentum),
            SharingUpdate.Overwrite => new MovingAverageRule(table, 0),
            _ => new LearnedRule(table, Options),
        };
        rule.LearningRate = _learningRate;
        return rule;
    }

    private void ForgetRules()
    {
        _userRule?.Dispose();
        _itemRule?.Dispose();
        (_userRule, _itemRule, _bound) = (null, null, null);
    }

    private List<(string Name, Tensor Tensor)> StateTensors()
    {
        (ISharingRule userRule, ISharingRule itemRule) = Rules();
        List<(string Name, Tensor Tensor)> own = [("users", Users), ("items", Items)];
        own.AddRange(userRule.StateTensors.Select(state => ("users_adam." + state.Name, state.Tensor)));
        own.AddRange(itemRule.StateTensors.Select(state => ("items_adam." + state.Name, state.Tensor)));
        return own;
    }
}
