using TorchSharp;

namespace Bdlm.Tensors;

/// <summary>
/// Numbers for native operations, such as the 2 of <c>tensor * KeptScalar.Of(2)</c>, which stay alive while native code reads them.
/// </summary>
/// <remarks>
/// TorchSharp turns a plain number into a native scalar that nothing refers to once its handle has been read. A garbage collection at that
/// moment frees it under the operation, which then fails or computes with another number: seldom, and on a busy machine less seldom. Each
/// thread keeps its last <see cref="KeptCount"/> scalars, far more than one operation takes. Results are the caller's to use, not to dispose of.
/// <para>
/// TorchSharp does the same within members that no caller sees it in: in <c>tensor + 1</c> and every other operator of a tensor and a plain
/// number, in <c>add</c> even of two tensors (the factor 1 of the second), in <c>square</c>, <c>softplus</c> and <c>arange</c>, in activations
/// with a parameter such as <c>elu</c>, and in all of <c>torch.optim</c>. <see cref="TensorArithmetic"/> and <see cref="TensorFunctions"/> stand for
/// those that are needed here.
/// </para>
/// </remarks>
public static class KeptScalar
{
    /// <summary>How many scalars a thread keeps.</summary>
    public const int KeptCount = 256;

    [ThreadStatic]
    private static Scalar[]? _kept;

    [ThreadStatic]
    private static int _next;

    /// <summary>A floating-point number.</summary>
    public static Scalar Of(double value) => Keep(value.ToScalar());

    /// <summary>A whole number.</summary>
    public static Scalar Of(long value) => Keep(value.ToScalar());

    /// <summary>A truth value.</summary>
    public static Scalar Of(bool value) => Keep(value.ToScalar());

    private static Scalar Keep(Scalar scalar)
    {
        Scalar[] kept = _kept ??= new Scalar[KeptCount];
        _next = (_next + 1) % KeptCount;
        kept[_next] = scalar;
        return scalar;
    }
}
