using Tryghedsforum.Web;
using Tryghedsforum.Web.Commands;

await using var app = ForumProgram.Build(OperatorCommands.Settings(args));
if (OperatorCommands.IsOne(args))
{
    await OperatorCommands.Run(app, args, Console.Out, CancellationToken.None);
    return;
}

await app.Prepare();
await app.RunAsync();
