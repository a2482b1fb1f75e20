namespace Bdlm.Language;

/// <summary>Prompts that begin alike now and then: some are others' beginnings, some are equal.</summary>
internal static class RandomPrompts
{
    public static int[][] Draw(Random random, int vocabulary, int longest)
    {
        var prompts = new List<int[]>();
        int count = random.Next(1, 9);
        while (prompts.Count < count)
        {
            int[] start = prompts.Count > 0 && random.Next(3) > 0 ? prompts[random.Next(prompts.Count)] : [];
            int[] kept = start[..random.Next(start.Length + 1)];
            int added = random.Next(kept.Length == 0 ? 1 : 0, Math.Max(2, longest - kept.Length + 1));
            int[] prompt = [.. kept, .. Enumerable.Range(0, added).Select(_ => random.Next(vocabulary))];
            prompts.Add(prompt[..Math.Min(prompt.Length, longest)]);
        }

        return [.. prompts];
    }
}
