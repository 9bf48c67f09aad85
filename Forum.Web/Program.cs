using Tryghedsforum.Web;

await using var app = ForumProgram.Build(args);
await app.Prepare();
await app.RunAsync();
