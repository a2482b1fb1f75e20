using Bdlm.Data;
using Bdlm.Graphs;

namespace Bdlm.Lab.Experiments;

/// <summary>What models are made of, whatever they are asked for.</summary>
/// <param name="Scale">Sizes, rates and choices.</param>
/// <param name="Catalog">Titles and categories.</param>
/// <param name="UserCount">Users, numbered from 0.</param>
/// <param name="ItemCount">Items, numbered from 0.</param>
/// <param name="Graph">The training edges.</param>
internal sealed record ModelData(LabScale Scale, ItemCatalog Catalog, int UserCount, int ItemCount, InteractionGraph Graph);
