using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>Numbers straight from bytes, in the invariant culture.</summary>
internal static class NumberParser
{
    private const int MostDigits = 18;

    /// <summary>A whole number of at most 18 digits, not negative, without a sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryWhole(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field.Length is 0 or > MostDigits)
        {
            return false;
        }

        foreach (byte letter in field)
        {
            uint digit = (uint)(letter - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (10 * value) + digit;
        }

        return true;
    }

    public static bool TryRating(ReadOnlySpan<byte> field, out float value)
    {
        if (field.Length == 1 && (uint)(field[0] - '0') <= 9)
        {
            value = field[0] - '0';
            return true;
        }

        return Utf8Parser.TryParse(field, out value, out int used) && used == field.Length && float.IsFinite(value);
    }

    /// <summary>A whole number, or the floor of a number with a fraction or an exponent.</summary>
    public static bool TryTime(ReadOnlySpan<byte> field, out long value)
    {
        if (TryWhole(field, out value) || (Utf8Parser.TryParse(field, out value, out int used) && used == field.Length))
        {
            return true;
        }

        bool parsed = Utf8Parser.TryParse(field, out double number, out used) && used == field.Length && Math.Abs(number) < long.MaxValue;
        value = parsed ? (long)Math.Floor(number) : 0;
        return parsed;
    }
}
