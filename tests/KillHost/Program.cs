using Tryghedsforum.KillHost;
using Tryghedsforum.Web;

var (steps, clock) = (new Steps(), new MovedClock());
await using var app = ForumProgram.Build(args, builder => builder.AddSteps(steps, clock));
app.Services.WarmUp();
await Orders.UntilGo(Console.In, clock);
await app.Prepare();
await app.StartAsync();
Console.WriteLine(Orders.Up);
await Orders.Follow(Console.In, steps, clock);
await app.StopAsync();
