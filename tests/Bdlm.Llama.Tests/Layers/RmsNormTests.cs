using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Llama.Layers;

public class RmsNormTests
{
    [Fact]
    public void Forward_ByHand_DividesByTheRootMeanSquare()
    {
        using var scope = NewDisposeScope();
        // mean(x²) = (9 + 16) / 2 = 12.5, with ε = 3.5 the root is 4.
        using var norm = new RmsNorm(new Parameter(tensor(new float[] { 2, 10 })), epsilon: 3.5);

        float[] result = norm.call(tensor(new float[] { 3, -4 }, [1, 2])).data<float>().ToArray();

        Assert.Equal([1.5f, -10f], result);
    }
}
