using System.CommandLine;
using System.Diagnostics;
using Bdlm.Llama;
using Bdlm.Llama.Checkpoints;
using Bdlm.Llama.Generation;
using Bdlm.Llama.Tokenizers;
using Microsoft.ML.Tokenizers;

namespace Bdlm.Lab.Commands;

/// <summary><c>lab generate</c>: continues a text with a llama2.c checkpoint.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = new Option<FileInfo>("--model") { Description = "A llama2.c checkpoint (.bin).", Required = true };
        var tokenizer = new Option<FileInfo>("--tokenizer") { Description = "Its SentencePiece tokenizer (.model).", Required = true };
        var tokens = new Option<int>("--tokens") { Description = "How many tokens to generate.", DefaultValueFactory = _ => 200 };
        var prompt = new Option<string>("--prompt") { Description = "The text to continue.", DefaultValueFactory = _ => "" };
        var temperature = new Option<double>("--temperature") { Description = "0 for greedy." };
        var topP = new Option<double>("--top-p") { Description = "Draw among the most likely tokens that reach this probability.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1 };
        var command = new Command("generate", "Continues a text with a language model.") { model, tokenizer, tokens, prompt, temperature, topP, seed };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                parsed.GetValue(model)!.FullName,
                parsed.GetValue(tokenizer)!.FullName,
                parsed.GetValue(prompt)!,
                new GenerationOptions
                {
                    MaxNewTokens = parsed.GetValue(tokens),
                    Temperature = parsed.GetValue(temperature),
                    TopP = parsed.GetValue(topP),
                    Seed = parsed.GetValue(seed),
                },
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string modelPath, string tokenizerPath, string prompt, GenerationOptions options, CancellationToken cancellation)
    {
        using LlamaForCausalLM model = Llama2CheckpointReader.Read(modelPath);
        SentencePieceTokenizer tokenizer = SentencePieceReader.Read(tokenizerPath);
        int begin = tokenizer.BeginningOfSentenceId;
        int[] start = prompt.Length == 0 ? [begin] : [begin, .. tokenizer.EncodeToIds(prompt)];
        var text = new TokenTextStream(tokenizer, start);
        Console.Write(prompt);
        long started = Stopwatch.GetTimestamp();
        int count = 0;
        foreach (int token in new TextGenerator(model).Generate(start, options with { StopTokens = [begin, tokenizer.EndOfSentenceId] }, cancellation))
        {
            Console.Write(text.Append(token));
            count++;
        }

        Console.WriteLine();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.Error.WriteLine($"{count} tokens in {seconds:0.00} s ({count / seconds:0} tokens/s)");
        return 0;
    }
}
