// # Information sharing by hand
//
// The language model L and the recommender D each have a row for the same user and the same item. They never see each other's rows: a third table,
// the information sharing module M, stands between them. This program takes one turn of each side with numbers that can be checked on paper.

#:package Bdlm.Core@*-*

using Bdlm.Sharing;
using TorchSharp.Modules;
using static TorchSharp.torch;

// One user and one item, rows of width 2. M starts where D stands (preloading), L elsewhere. Tensors live until the scope ends.

using var scope = NewDisposeScope();
var userOfL = new Parameter(tensor(new float[,] { { 3, 1 } }));
var itemOfL = new Parameter(tensor(new float[,] { { 0, 2 } }));
var userOfD = new Parameter(tensor(new float[,] { { 1, 1 } }));
var itemOfD = new Parameter(tensor(new float[,] { { 0, 0 } }));
using var sharing = new InformationSharingModule(userCount: 1, itemCount: 1, dim: 2, new SharingOptions { LearningRate = 0.1 });
sharing.Preload(userOfD, itemOfD);
Tensor ids = tensor(new long[] { 0 });

// The language model's turn. Eq. 7 is L_LLM→M = MSE(e_u, e_u^M) + MSE(e_i, e_i^M), here
// ((3 − 1)² + (1 − 1)²) / 2 + ((0 − 0)² + (2 − 0)²) / 2 = 2 + 2 = 4.
// Eq. 9 adds it, weighed by λ, to the loss of the side's own task. The task is left out here, and λ is 0.5.

const double Lambda = 0.5;
using (SharingTurn turn = sharing.Begin(ids, ids))
{
    Tensor mutual = turn.Loss(userOfL, itemOfL);
    Tensor objective = mutual * Lambda;
    objective.backward();
    turn.Apply();
    Console.WriteLine(FormattableString.Invariant($"L's turn: mutual loss {mutual.item<float>():0.00}, objective {objective.item<float>():0.00}"));
}

// The gradient of λ · MSE at L's user is λ · 2 / 2 · (3 − 1, 1 − 1) = (1, 0): a step down draws L to M. M's rows have the opposite gradient, and M
// has taken a step of its Adam, whose first step is the learning rate 0.1 along each number that has a gradient.

Console.WriteLine($"gradient of L's user {Text(userOfL.grad!)}, of L's item {Text(itemOfL.grad!)}");
Console.WriteLine($"M after L's turn: user {Text(sharing.Users)}, item {Text(sharing.Items)}");

// The recommender's turn, Eq. 8: ((1 − 1.1)² + 0) / 2 + (0 + (0 − 0.1)²) / 2 = 0.01. What L told M now reaches D.

using (SharingTurn turn = sharing.Begin(ids, ids))
{
    Tensor mutual = turn.Loss(userOfD, itemOfD);
    mutual.backward();
    turn.Apply();
    Console.WriteLine(FormattableString.Invariant($"D's turn: mutual loss {mutual.item<float>():0.00}"));
}

Console.WriteLine($"gradient of D's user {Text(userOfD.grad!)}: a step down raises its first number towards L's");

// Turns repeated: each side steps along its own gradient in its own turn, and the rows of both meet through M.

Console.WriteLine(FormattableString.Invariant($"distance of L and D before: {Distance():0.00}"));
for (int turns = 0; turns < 200; turns++)
{
    Take(userOfL, itemOfL);
    Take(userOfD, itemOfD);
}

Console.WriteLine(FormattableString.Invariant($"after 200 turns of each: {Distance():0.00}, with L's user at {Text(userOfL)} and D's at {Text(userOfD)}"));

void Take(Parameter user, Parameter item)
{
    using var inner = NewDisposeScope();
    using SharingTurn turn = sharing.Begin(ids, ids);
    user.grad?.zero_();
    item.grad?.zero_();
    (turn.Loss(user, item) * Lambda).backward();
    turn.Apply();
    using IDisposable noGradient = no_grad();
    user.add_(user.grad!, alpha: -0.1);
    item.add_(item.grad!, alpha: -0.1);
}

double Distance()
{
    using var inner = NewDisposeScope();
    return cat([userOfL - userOfD, itemOfL - itemOfD]).norm().item<float>();
}

static string Text(Tensor row) => FormattableString.Invariant($"({row.data<float>()[0]:0.00}, {row.data<float>()[1]:0.00})");
