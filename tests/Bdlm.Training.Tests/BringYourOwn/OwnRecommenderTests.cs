using Bdlm.Data;
using Bdlm.Recommending;
using Bdlm.Testing.Recommending;

namespace Bdlm.BringYourOwn;

public sealed class OwnRecommenderTests : DomainRecommenderContract
{
    protected override IDomainRecommender Create(TrainView train, int seed) => new OwnRecommender(train.UserCount, train.ItemCount, dim: 8, seed);
}
