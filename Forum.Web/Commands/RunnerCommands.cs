using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Commands;

/// <summary>Says who runs the installation, and who does so no longer.</summary>
internal static class RunnerCommands
{
    public static async Task<bool> Run(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words is not [_, var what] || line.Option("phone") is not { Length: > 0 } address) return false;
        await using var scope = line.App.Services.CreateAsyncScope();
        switch (what)
        {
            case "add" when line.Option("name") is { Length: > 0 } name:
                await scope.ServiceProvider.GetRequiredService<AddOperator>().Run(Actor.Program(0), name, address, demo: false, cancellation);
                await line.Output.WriteLineAsync($"{name} signs in by a code to that number or address, with a second step, and finds the operation here:\n{line.Address}/drift");
                return true;
            case "end":
                await scope.ServiceProvider.GetRequiredService<EndOperator>().Run(Actor.Program(0), address, cancellation);
                await line.Output.WriteLineAsync("Whoever signs in by that number or address runs the installation no longer, and is signed out everywhere.");
                return true;
            default:
                return false;
        }
    }
}
