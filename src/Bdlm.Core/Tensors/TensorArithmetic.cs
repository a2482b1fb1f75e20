using static TorchSharp.torch;

namespace Bdlm.Tensors;

/// <summary>
/// Sums of tensors, and tensors with plain numbers, whose native scalars stay alive while native code reads them: see <see cref="KeptScalar"/>.
/// </summary>
/// <remarks>
/// These stand for TorchSharp's operators, bit for bit: <c>a.Plus(b)</c> is <c>a + b</c> and <c>a.Times(0.5)</c> is <c>a * 0.5</c>. Its
/// <c>a - b</c>, <c>a * b</c> and <c>a / b</c> of two tensors take no scalar and are safe as they are. Shapes are broadcast and types
/// promoted as there, and a number changes no floating-point tensor's type; whole numbers keep the type of whole tensors, too, save in a
/// division. The ones in place return the tensor that they were called on, the others a new one, which is the caller's to dispose of.
/// </remarks>
public static class TensorArithmetic
{
    /// <summary>The sum, <c>tensor + other</c>. Needed because TorchSharp makes a scalar even for two tensors: the factor 1 of the second.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, KeptScalar.Of(1));

    /// <summary>The sum with a number, <c>tensor + number</c>.</summary>
    public static Tensor Plus(this Tensor tensor, double number) => tensor.add(KeptScalar.Of(number), KeptScalar.Of(1));

    /// <inheritdoc cref="Plus(Tensor, double)"/>
    public static Tensor Plus(this Tensor tensor, long number) => tensor.add(KeptScalar.Of(number), KeptScalar.Of(1));

    /// <summary>Adds another tensor to this one, in place.</summary>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other) => tensor.add_(other, KeptScalar.Of(1));

    /// <summary>Adds a number to each entry, in place.</summary>
    public static Tensor PlusInPlace(this Tensor tensor, double number) => tensor.add_(KeptScalar.Of(number), KeptScalar.Of(1));

    /// <inheritdoc cref="PlusInPlace(Tensor, double)"/>
    public static Tensor PlusInPlace(this Tensor tensor, long number) => tensor.add_(KeptScalar.Of(number), KeptScalar.Of(1));

    /// <summary>The difference to a number, <c>tensor - number</c>.</summary>
    public static Tensor Minus(this Tensor tensor, double number) => tensor.sub(KeptScalar.Of(number));

    /// <inheritdoc cref="Minus(Tensor, double)"/>
    public static Tensor Minus(this Tensor tensor, long number) => tensor.sub(KeptScalar.Of(number));

    /// <summary>The multiple by a number, <c>tensor * number</c>.</summary>
    public static Tensor Times(this Tensor tensor, double number) => tensor.mul(KeptScalar.Of(number));

    /// <inheritdoc cref="Times(Tensor, double)"/>
    public static Tensor Times(this Tensor tensor, long number) => tensor.mul(KeptScalar.Of(number));

    /// <summary>The quotient by a number, <c>tensor / number</c>: a true division, of whole numbers too.</summary>
    public static Tensor DividedBy(this Tensor tensor, double number) => tensor.div(KeptScalar.Of(number));

    /// <inheritdoc cref="DividedBy(Tensor, double)"/>
    public static Tensor DividedBy(this Tensor tensor, long number) => tensor.div(KeptScalar.Of(number));

    /// <summary>The square of each entry.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor.pow(KeptScalar.Of(2));
}
