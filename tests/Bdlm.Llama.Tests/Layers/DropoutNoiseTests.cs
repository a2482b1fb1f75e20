namespace Bdlm.Llama.Layers;

public class DropoutNoiseTests
{
    [Fact]
    public void Fill_KnownSeed_FollowsSplitMix64()
    {
        // The first two numbers that the authors' generator gives for 1234567; it counts before it mixes.
        ulong[] published = [6457827717110365317, 3203168211198807973];
        var mask = new float[8];
        DropoutNoise.Fill(mask, 0.5, seed: 1234567, first: 4);

        float[] expected = [.. published.SelectMany(draw => Enumerable.Range(0, 4).Select(lane => (ushort)(draw >> (16 * lane)) < 32768 ? 0f : 2f))];
        Assert.Equal(expected, mask);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Fill_AnyLengthAndPlace_GivesEachNumberItsOwnValue(int length)
    {
        var all = new float[4000];
        DropoutNoise.Fill(all, 0.3, seed: 5, first: 0);
        foreach (int first in new[] { 0, 4, 1000, 2996 })
        {
            var part = new float[length];
            DropoutNoise.Fill(part, 0.3, seed: 5, first);
            Assert.Equal(all[first..(first + length)], part);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Fill_ManyValues_KeepsTheShareTheMeanAndNoPattern(double probability)
    {
        var mask = new float[1 << 20];
        DropoutNoise.Fill(mask, probability, seed: 3, first: 0);

        double share = mask.Count(value => value == 0) / (double)mask.Length;
        double deviation = Math.Sqrt(probability * (1 - probability) / mask.Length);
        Assert.InRange(share, probability - (5 * deviation) - 1e-5, probability + (5 * deviation) + 1e-5);
        // The share is a whole number of 65,536ths.
        Assert.Equal(1 / (1 - probability), mask.Max(), 1e-5 / Math.Pow(1 - probability, 2));
        // Neighbours at any small distance are dropped together as often as chance has it.
        foreach (int distance in new[] { 1, 2, 3, 4, 16, 64 })
        {
            double both = Enumerable.Range(0, mask.Length - distance).Count(place => mask[place] == 0 && mask[place + distance] == 0) / (double)(mask.Length - distance);
            Assert.Equal(probability * probability, both, (5 * Math.Sqrt(probability * probability / mask.Length)) + 2e-5);
        }
    }

    [Fact]
    public void Fill_OtherSeed_GivesAnotherMask()
    {
        float[] one = new float[1000], other = new float[1000];
        DropoutNoise.Fill(one, 0.5, seed: 1, first: 0);
        DropoutNoise.Fill(other, 0.5, seed: 2, first: 0);
        Assert.InRange(one.Zip(other).Count(pair => pair.First == pair.Second), 400, 600);
    }
}
