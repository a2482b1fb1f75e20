using static TorchSharp.torch;

namespace Bdlm.Lab.Reproduction.Diagnostics;

public sealed class PrincipalPlaneTests
{
    [Fact]
    public void Of_PointsOnACross_FindsItsArms()
    {
        // Variances 8 along the first axis, 2 along the second, 0 along the third: shares 0.8 and 0.2.
        using Tensor rows = tensor(new float[,] { { 7, 1, 4 }, { 3, 1, 4 }, { 5, 2, 4 }, { 5, 0, 4 } });
        PrincipalPlane plane = PrincipalPlane.Of(rows);
        Assert.Equal([2.0, -2.0, 0.0, 0.0], plane.First);
        Assert.Equal([0.0, 0.0, 1.0, -1.0], plane.Second);
        Assert.Equal(0.8, plane.FirstShare, 12);
        Assert.Equal(0.2, plane.SecondShare, 12);
        Assert.Equal("second component (20.0 %) by first (80.0 %)", plane.Describe());
    }

    [Fact]
    public void Of_RowsAllAlike_IsOnePoint()
    {
        using Tensor rows = ones(5, 4);
        PrincipalPlane plane = PrincipalPlane.Of(rows);
        Assert.All(plane.First, place => Assert.Equal(0, place));
        Assert.Equal(0, plane.FirstShare);
    }
}
