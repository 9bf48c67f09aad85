namespace Tryghedsforum.Web.Commands;

/// <summary>What the operator has written, and the program that it is said to: built, not listening.</summary>
/// <param name="App">The program.</param>
/// <param name="Words">The words before the first setting, the command's own name first.</param>
/// <param name="IsDryRun">Nothing is to be changed.</param>
/// <param name="Output">Where the answer goes.</param>
internal sealed record CommandLine(WebApplication App, IReadOnlyList<string> Words, bool IsDryRun, TextWriter Output)
{
    /// <summary>An option of the command, written as a setting is.</summary>
    public string? Option(string name) => App.Configuration[name];

    /// <summary>The program's own address, without a slash at its end.</summary>
    public string Address => (Option("PublicUrl") ?? "").TrimEnd('/');
}

/// <summary>Something that the operator does from the command line.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Usage">What follows that word.</param>
/// <param name="OnRealForums">It works on real forums only, which never run in Development; the program is prepared before it.</param>
/// <param name="Run">Carries it out; false: that is not how it is written, or a part is missing.</param>
internal sealed record OperatorCommand(string Name, string Usage, bool OnRealForums, Func<CommandLine, CancellationToken, Task<bool>> Run);
